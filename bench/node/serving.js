// What both servers are told by the benchmark, and how they say that they serve.

export const databaseUrl = process.env.DATABASE_URL;
export const poolSize = 20; // the hub's, and every other peer's

/** Answers on the loopback address until the process is ended. */
export function serve(server) {
  server.keepAliveTimeout = 60_000; // connections outlive the pauses of the benchmark
  server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
}
