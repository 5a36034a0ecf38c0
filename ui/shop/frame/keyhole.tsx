/** The shop's mark, in the colour of the text around it. */
export function Keyhole({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 22 40" className={className} fill="currentColor">
      <path d="M11 0a11 11 0 0 0-5.600 20.500L1.500 40h19l-3.900-19.500A11 11 0 0 0 11 0z" />
    </svg>
  );
}
