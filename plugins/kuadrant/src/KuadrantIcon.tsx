/** A key whose shaft is a gateway, in the colour of the text around it. */
export function KuadrantIcon() {
  return (
    <svg
      width="1em"
      height="1em"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M6 3.5v17M6.5 12l8-8M6.5 12l6.2 2.8" />
      <circle cx="15.8" cy="16.4" r="3.4" />
    </svg>
  );
}
