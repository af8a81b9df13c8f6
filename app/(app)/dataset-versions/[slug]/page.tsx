import { redirect } from "next/navigation";
import { assetOf } from "../../asset-data.ts";

/** A version known by its own address only, as links of the lineage are: leads to its place below its dataset. */
export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { parent } = await assetOf("dataset_version", slug);
  redirect(parent === null ? "/datasets" : `/datasets/${parent.slug}/versions/${slug}`);
}
