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
import { directionOf } from "@/messages/direction";
import { translator } from "@/messages/messages";

// Mail programs know no style sheets of ours: the shop's colours as plain values.
const ink = "#23201b";
const quiet = "#6b655b";
const paper = "#faf7f2";
const green = "#1f4d3a";
const text = { color: ink, fontSize: "15px", lineHeight: "24px", margin: "0 0 12px" };
const cell = { ...text, margin: "0 0 4px" };
// Mail programs know no `text-align: end`.
const atEnd = (locale: string) => ({
  textAlign: directionOf(locale) === "rtl" ? ("left" as const) : ("right" as const),
  verticalAlign: "top" as const,
});

type MailFrameProps = {
  shopName: string;
  /** What mail programs show next to the subject. */
  preview: string;
  title: string;
  /** Sentences below the title, before the link. */
  sentences: string[];
  orderUrl: string;
  locale: string;
  children: ReactNode;
};

/** The paper that every mail about an order is written on, with the link to the order's page. */
export function MailFrame(props: MailFrameProps) {
  const { shopName, preview, title, sentences, orderUrl, locale, children } = props;
  const t = translator(locale);
  return (
    <Html lang={locale} dir={directionOf(locale)}>
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
            {t("mail.frame.seeYourOrder")}
          </Link>
          <Hr style={{ margin: "24px 0" }} />
          {children}
          <Text style={{ ...text, color: quiet, fontSize: "13px", marginTop: "32px" }}>
            {t("mail.frame.keepThisEmail")}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

/** What was ordered, and what it came to. */
export function MailLines({ order, locale }: { order: OrderMailLines; locale: string }) {
  const t = translator(locale);
  return (
    <Section>
      {order.lines.map((line) => (
        <Amount key={line.title} label={t("mail.frame.line", line)} amount={line.total} locale={locale} />
      ))}
      <Hr style={{ margin: "12px 0" }} />
      <Amount label={t("mail.frame.subtotal")} amount={order.subtotal} locale={locale} />
      {order.adjustments.map(({ kind, label, amount }) => {
        const name = t(`site.adjustment.${kind}`);
        return (
          <Amount
            key={`${kind} ${label}`}
            label={label ? t("mail.frame.adjustmentOf", { name, label }) : name}
            amount={amount}
            locale={locale}
          />
        );
      })}
      <Amount label={t("mail.frame.total")} amount={order.total} locale={locale} isStrong />
    </Section>
  );
}

type AmountProps = { label: string; amount: string; locale: string; isStrong?: boolean };

function Amount({ label, amount, locale, isStrong = false }: AmountProps) {
  const style = isStrong ? { ...cell, fontWeight: 600 } : cell;
  return (
    <Row>
      <Column>
        <Text style={style}>{label}</Text>
      </Column>
      <Column style={atEnd(locale)}>
        <Text style={style}>{amount}</Text>
      </Column>
    </Row>
  );
}

export function MailAddress({ lines, locale }: { lines: string[]; locale: string }) {
  return (
    <>
      <Hr style={{ margin: "24px 0" }} />
      <Section>
        <Text style={{ ...cell, color: quiet }}>{translator(locale)("mail.frame.shipTo")}</Text>
        {lines.map((line) => (
          <Text key={line} style={cell}>
            {line}
          </Text>
        ))}
      </Section>
    </>
  );
}
