import {
  Body,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from "@react-email/components";
import { addressLines, type OrderConfirmation } from "@/domain/mail";

// Mail programs know no style sheets of ours: the shop's colours as plain values.
const ink = "#23201b";
const quiet = "#6b655b";
const paper = "#faf7f2";
const green = "#1f4d3a";
const text = { color: ink, fontSize: "15px", lineHeight: "24px", margin: "0 0 12px" };
const cell = { ...text, margin: "0 0 4px" };
const right = { textAlign: "right" as const, verticalAlign: "top" as const };

/** "We have your order": what was bought, what was paid, where it goes, and the link to the order's page. */
export function OrderConfirmationMail(order: OrderConfirmation) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{`Order ${order.number} is paid. Here is what happens next.`}</Preview>
      <Body
        style={{
          backgroundColor: paper,
          fontFamily: "Helvetica, Arial, sans-serif",
          margin: 0,
          padding: "24px 0",
        }}
      >
        <Container style={{ maxWidth: "560px", padding: "0 24px" }}>
          <Text style={{ ...text, color: quiet }}>{order.shopName}</Text>
          <Heading as="h1" style={{ color: ink, fontSize: "26px", lineHeight: "32px", fontWeight: 500 }}>
            Thank you. Order {order.number} is paid.
          </Heading>
          <Text style={text}>
            We pack it now and send it to you. You can see how it is doing at any time:
          </Text>
          <Link href={order.orderUrl} style={{ ...text, color: green }}>
            See your order
          </Link>
          <Hr style={{ margin: "24px 0" }} />
          <Lines order={order} />
          <Hr style={{ margin: "24px 0" }} />
          {order.address && <Address lines={addressLines(order.address)} />}
          <Text style={{ ...text, color: quiet, fontSize: "13px" }}>
            Keep this mail: whoever has the link above can see this order.
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

function Lines({ order }: { order: OrderConfirmation }) {
  return (
    <Section>
      {order.lines.map((line) => (
        <Amount key={line.title} label={`${line.quantity} × ${line.title}`} amount={line.total} />
      ))}
      <Hr style={{ margin: "12px 0" }} />
      <Amount label="Subtotal" amount={order.subtotal} />
      <Amount
        label={`Shipping${order.shippingOption ? ` (${order.shippingOption})` : ""}`}
        amount={order.shipping}
      />
      <Amount label="Total" amount={order.total} isStrong />
    </Section>
  );
}

function Amount({ label, amount, isStrong = false }: { label: string; amount: string; isStrong?: boolean }) {
  const style = isStrong ? { ...cell, fontWeight: 600 } : cell;
  return (
    <Row>
      <Column>
        <Text style={style}>{label}</Text>
      </Column>
      <Column style={right}>
        <Text style={style}>{amount}</Text>
      </Column>
    </Row>
  );
}

function Address({ lines }: { lines: string[] }) {
  return (
    <Section>
      <Text style={{ ...cell, color: quiet }}>It goes to</Text>
      {lines.map((line) => (
        <Text key={line} style={cell}>
          {line}
        </Text>
      ))}
    </Section>
  );
}
