/** What a POST costs in this build before anything is done with it. */
export async function POST(): Promise<Response> {
  return new Response("stored");
}
