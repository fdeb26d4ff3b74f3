import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CategoryNav } from "@/components/catalogue/category-nav";
import { ProductGrid } from "@/components/catalogue/product-grid";
import { ShopIntro } from "@/components/catalogue/shop-intro";
import { categoriesOf } from "@/lib/catalogue/categories";
import { listProducts } from "@/lib/catalogue/list-products";
import { env } from "@/lib/env";
import { categoryLeads, lostWords, messageFor, shopWords } from "@/lib/messages";

/** One look-up for the title and the page. */
const shelf = cache(() => listProducts());

type Props = { params: Promise<{ slug: string }> };

async function findCategory({ params }: Props) {
  const { slug } = await params;
  return categoriesOf(await shelf()).find((category) => category.slug === slug);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const category = await findCategory(props);
  if (!category) return { title: lostWords.notFound.title };
  return {
    title: category.name,
    description:
      messageFor(categoryLeads, category.slug) ?? shopWords.inCategory(category.name, env().SHOP_NAME),
    alternates: { canonical: `/categories/${category.slug}` },
  };
}

export default async function CategoryPage(props: Props) {
  const category = await findCategory(props);
  if (!category) notFound();
  const products = await shelf();
  return (
    <>
      <ShopIntro title={category.name} lead={messageFor(categoryLeads, category.slug)}>
        <CategoryNav categories={categoriesOf(products)} current={category.slug} />
      </ShopIntro>
      <ProductGrid products={products.filter((product) => product.category === category.name)} />
    </>
  );
}
