type AddressLinesProps = {
  address: { name: string; line1: string; line2?: string; city: string; postcode: string };
};

/** `dir="auto"` per line: a name in Arabic beside a street in English. */
export function AddressLines({ address: { name, line1, line2, city, postcode } }: AddressLinesProps) {
  const lines = Object.entries({ name, line1, line2, city, postcode });
  return (
    <address className="address">
      {lines.map(
        ([part, text]) =>
          text && (
            <span key={part} dir="auto">
              {text}
            </span>
          ),
      )}
    </address>
  );
}
