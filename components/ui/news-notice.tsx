"use client";

import { useEffect } from "react";
import { FocusHere } from "./focus-here";
import { Notice } from "./notice";

type NewsNoticeProps = { children: string; cookie: string };

/** Said once: the cookie that brought it is dropped. Without scripts it runs out by itself. */
export function NewsNotice({ children, cookie }: NewsNoticeProps) {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
    document.cookie = `${cookie}=; Max-Age=0; Path=/; Secure`;
  }, [cookie]);
  return (
    <FocusHere role="status">
      <Notice tone="good">{children}</Notice>
    </FocusHere>
  );
}
