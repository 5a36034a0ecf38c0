/** The instructions and the form are those of Annex I of Directive 2011/83/EU. */
export const returns = {
  slug: "returns",
  title: "Returns and withdrawal",
  body: `## The short of it

You have {days} days to change your mind. [Withdraw from a contract here](/withdraw): enter your order number and email, choose what you send back, and you get a receipt by email at once.

Send it to: [[The address for returns]]. [[Say who pays for sending it back. If the shopper does: You pay for sending it back.]]

## Right of withdrawal

You have the right to withdraw from this contract within {days} days without giving any reason.

The withdrawal period will expire after {days} days from the day on which you acquire, or a third party other than the carrier and indicated by you acquires, physical possession of the last good.

To exercise the right of withdrawal, you must inform us ([[Your name or company, your address, your phone number and your email address]]) of your decision to withdraw from this contract by an unequivocal statement (for example a letter sent by post or an email). You may use the model withdrawal form below, but it is not obligatory. You can also [withdraw online](/withdraw). If you use this option, we will send you an acknowledgement of receipt of the withdrawal by email without delay.

To meet the withdrawal deadline, it is sufficient for you to send your communication concerning your exercise of the right of withdrawal before the withdrawal period has expired.

## Effects of withdrawal

If you withdraw from this contract, we shall reimburse to you all payments received from you, including the costs of delivery (with the exception of the supplementary costs resulting from your choice of a type of delivery other than the least expensive type of standard delivery offered by us), without undue delay and in any event not later than 14 days from the day on which we are informed about your decision to withdraw from this contract. We will carry out such reimbursement using the same means of payment as you used for the initial transaction, unless you have expressly agreed otherwise; in any event, you will not incur any fees as a result of such reimbursement. We may withhold reimbursement until we have received the goods back or you have supplied evidence of having sent back the goods, whichever is the earliest.

You shall send back the goods or hand them over to us, without undue delay and in any event not later than 14 days from the day on which you communicate your withdrawal from this contract to us. The deadline is met if you send back the goods before the period of 14 days has expired. [[Say who bears the cost. If the shopper does: You will have to bear the direct cost of returning the goods.]]

You are only liable for any diminished value of the goods resulting from the handling other than what is necessary to establish the nature, characteristics and functioning of the goods.

## What cannot be returned

There is no right of withdrawal for goods that were made to your specifications, that go off quickly, or that were sealed for reasons of health or hygiene and that you unsealed. [[Name the products of yours that this is about, or delete this sentence]]

## Model withdrawal form

(Complete and return this form only if you wish to withdraw from the contract)

- To [[Your name or company, your address and your email address]]:
- I/We (\\*) hereby give notice that I/We (\\*) withdraw from my/our (\\*) contract of sale of the following goods (\\*)/for the provision of the following service (\\*),
- Ordered on (\\*)/received on (\\*),
- Name of consumer(s),
- Address of consumer(s),
- Signature of consumer(s) (only if this form is notified on paper),
- Date

(\\*) Delete as appropriate.
`,
};
