import type { ReactNode } from "react";

function Word({ children, width, slanted }: { children: string; width: number; slanted?: boolean }) {
  return (
    <text
      x="24"
      y="20.5"
      textAnchor="middle"
      textLength={width}
      lengthAdjust="spacingAndGlyphs"
      fontSize={width > 32 ? 9.5 : 13}
      fontWeight="700"
      transform={slanted ? "translate(4) skewX(-12)" : undefined}
      fill="currentColor"
    >
      {children}
    </text>
  );
}

const marks: Record<string, ReactNode> = {
  VISA: (
    <Word width={30} slanted>
      VISA
    </Word>
  ),
  AMEX: <Word width={32}>AMEX</Word>,
  MASTERCARD: (
    <g stroke="currentColor" strokeWidth="1.6">
      <circle cx="19.5" cy="16" r="7.5" fill="currentColor" fillOpacity=".85" />
      <circle cx="28.5" cy="16" r="7.5" fill="none" />
    </g>
  ),
  MAESTRO: (
    <g fill="none" stroke="currentColor" strokeWidth="1.6">
      <circle cx="19.5" cy="16" r="7.5" />
      <circle cx="28.5" cy="16" r="7.5" />
    </g>
  ),
  DISCOVER: <Word width={38}>Discover</Word>,
  DCI: (
    <g fill="currentColor">
      <path d="M22.8 8.6v14.8a7.6 7.6 0 0 1 0-14.8ZM25.2 8.6v14.8a7.6 7.6 0 0 0 0-14.8Z" />
    </g>
  ),
};

const unknown = (
  <g fill="currentColor">
    <path d="M1 9h46v5H1z" />
    <path d="M7 20h14v2.4H7zM36 20h5v2.4h-5z" opacity=".6" />
  </g>
);

export function SchemeMark({ scheme }: { scheme?: string }) {
  return (
    <svg className="scheme-mark" viewBox="0 0 48 32" width="48" height="32" aria-hidden="true">
      <rect x=".5" y=".5" width="47" height="31" rx="3.5" />
      {marks[scheme?.toUpperCase() ?? ""] ?? unknown}
    </svg>
  );
}
