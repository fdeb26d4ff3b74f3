"use client";

import "./globals.css";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-GB">
      <body>
        <main id="content">
          <title>The shop is not available</title>
          <h1>The shop is not available</h1>
          <p>Something went wrong on our side. Please try again in a moment.</p>
          <p>
            <a href="/">Back to the shop</a>
          </p>
          {error.digest && <p className="hint">Error {error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
