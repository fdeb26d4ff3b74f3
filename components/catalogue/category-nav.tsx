import { shopWords } from "@/lib/messages";

type CategoryNavProps = { categories: readonly { slug: string; name: string }[]; current?: string };

/** `current` is the slug of the category shown; without one everything is. */
export function CategoryNav({ categories, current }: CategoryNavProps) {
  return (
    <nav className="category-nav" aria-label={shopWords.categories}>
      <a href="/" aria-current={current ? undefined : "page"}>
        {shopWords.all}
      </a>
      {categories.map(({ slug, name }) => (
        <a key={slug} href={`/categories/${slug}`} aria-current={slug === current ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
