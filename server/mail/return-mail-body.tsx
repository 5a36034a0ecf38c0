import { Section, Text } from "@react-email/components";
import { MAIL_STYLES, MailFrame } from "./mail-frame";

type ReturnMailBodyProps = {
  shopName: string;
  orderUrl: string;
  preview: string;
  title: string;
  sentences: string[];
  /** What was sent to the shop: each part with its label. */
  parts: { label: string; lines: string[] }[];
  locale: string;
};

/** A mail about a return: what was asked for, as it was sent, and what happens next. */
export function ReturnMailBody({ parts, ...frame }: ReturnMailBodyProps) {
  return (
    <MailFrame {...frame}>
      {parts.map(({ label, lines }) => (
        <Section key={label}>
          <Text className="quiet" style={MAIL_STYLES.label}>
            {label}
          </Text>
          {lines.map((line) => (
            <Text key={line} className="ink" style={MAIL_STYLES.cell}>
              {line}
            </Text>
          ))}
        </Section>
      ))}
    </MailFrame>
  );
}
