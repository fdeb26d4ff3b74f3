export function Art({ src, size, lazy = false }: { src: string; size: number; lazy?: boolean }) {
  return (
    // biome-ignore lint/performance/noImgElement: the art is small SVG; next/image would add script and gain nothing.
    <img src={src} alt="" width={size} height={size} {...(lazy && { loading: "lazy" })} />
  );
}
