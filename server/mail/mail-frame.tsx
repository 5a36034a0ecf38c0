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
import type { ReactNode } from "react";
import type { OrderMailLines } from "@/domain/orders/mail";
import { ADJUSTMENT_NAMES } from "@/domain/orders/views";

// Mail programs know no style sheets of ours: the shop's colours as plain values.
const ink = "#23201b";
const quiet = "#6b655b";
const paper = "#faf7f2";
const green = "#1f4d3a";
const text = { color: ink, fontSize: "15px", lineHeight: "24px", margin: "0 0 12px" };
const cell = { ...text, margin: "0 0 4px" };
const right = { textAlign: "right" as const, verticalAlign: "top" as const };

type MailFrameProps = {
  shopName: string;
  /** What mail programs show beside the subject. */
  preview: string;
  title: string;
  /** Sentences below the title, before the link. */
  sentences: string[];
  orderUrl: string;
  children: ReactNode;
};

/** The paper that every mail about an order is written on, with the link to the order's page. */
export function MailFrame({ shopName, preview, title, sentences, orderUrl, children }: MailFrameProps) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body
        style={{
          backgroundColor: paper,
          fontFamily: "Helvetica, Arial, sans-serif",
          margin: 0,
          padding: "24px 0",
        }}
      >
        <Container style={{ maxWidth: "560px", padding: "0 24px" }}>
          <Text style={{ ...text, color: quiet }}>{shopName}</Text>
          <Heading as="h1" style={{ color: ink, fontSize: "26px", lineHeight: "32px", fontWeight: 500 }}>
            {title}
          </Heading>
          {sentences.map((sentence) => (
            <Text key={sentence} style={text}>
              {sentence}
            </Text>
          ))}
          <Link href={orderUrl} style={{ ...text, color: green }}>
            See your order
          </Link>
          <Hr style={{ margin: "24px 0" }} />
          {children}
          <Text style={{ ...text, color: quiet, fontSize: "13px", marginTop: "32px" }}>
            Keep this mail: whoever has the link above can see this order.
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

/** What was ordered, and what it came to. */
export function MailLines({ order }: { order: OrderMailLines }) {
  return (
    <Section>
      {order.lines.map((line) => (
        <Amount key={line.title} label={`${line.quantity} × ${line.title}`} amount={line.total} />
      ))}
      <Hr style={{ margin: "12px 0" }} />
      <Amount label="Subtotal" amount={order.subtotal} />
      {order.adjustments.map(({ kind, label, amount }) => (
        <Amount
          key={`${kind} ${label}`}
          label={label ? `${ADJUSTMENT_NAMES[kind]} (${label})` : ADJUSTMENT_NAMES[kind]}
          amount={amount}
        />
      ))}
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

export function MailAddress({ lines }: { lines: string[] }) {
  return (
    <>
      <Hr style={{ margin: "24px 0" }} />
      <Section>
        <Text style={{ ...cell, color: quiet }}>It goes to</Text>
        {lines.map((line) => (
          <Text key={line} style={cell}>
            {line}
          </Text>
        ))}
      </Section>
    </>
  );
}
