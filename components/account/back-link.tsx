export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <p>
      <a className="back-link" href={href}>
        {children}
      </a>
    </p>
  );
}
