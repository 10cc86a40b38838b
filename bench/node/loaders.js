// One request's DataLoaders: what a resolver asks for row by row is read in one statement.

import DataLoader from "dataloader";
import pg from "pg";

// An int8 comes as text and an instant as a Date without its microseconds, unless one says so.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => `${text.replace(" ", "T")}:00`);

const ORDER = `SELECT id, status, total_minor AS "totalMinor", placed_at AS "placedAt",
  buyer_id AS "buyerId", seller_id AS "sellerId" FROM orders`;

// Named statements are prepared once for each connection.
const orderById = { name: "orderById", text: `${ORDER} WHERE id = ANY ($1)` };
// A draft is its buyer's alone.
const newestOrders = {
  name: "newestOrders",
  text: `${ORDER} WHERE seller_id = $1 AND status <> 'DRAFT'
    ORDER BY created_at DESC, id DESC LIMIT $2`,
};
const partyById = {
  name: "partyById",
  text: "SELECT id, kind, name FROM parties WHERE id = ANY ($1)",
};
const productById = {
  name: "productById",
  text: `SELECT id, name, owner_id AS "ownerId" FROM products WHERE id = ANY ($1)`,
};
const skuById = {
  name: "skuById",
  text: `SELECT id, product_id AS "productId" FROM skus WHERE id = ANY ($1)`,
};
const linesByOrder = {
  name: "linesByOrder",
  text: `SELECT order_id AS "orderId", sku_id AS "skuId", quantity,
    unit_price_minor AS "unitPriceMinor"
    FROM order_lines WHERE order_id = ANY ($1) ORDER BY order_id, position`,
};
const shipmentsByOrder = {
  name: "shipmentsByOrder",
  text: `SELECT order_id AS "orderId", status, tracking_number AS "trackingNumber"
    FROM shipments WHERE order_id = ANY ($1) ORDER BY order_id, shipped_at, id`,
};

/** A pool whose instants are in UTC, as `loaders` expects them. */
export function poolOf(connectionString, max) {
  return new pg.Pool({ connectionString, max, options: "-c TimeZone=UTC" });
}

export function loaders(pool) {
  const one = (statement) =>
    new DataLoader(async (ids) => {
      const { rows } = await pool.query({ ...statement, values: [ids] });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  const many = (statement) =>
    new DataLoader(async (ids) => {
      const { rows } = await pool.query({ ...statement, values: [ids] });
      const byOrder = Map.groupBy(rows, (row) => row.orderId);
      return ids.map((id) => byOrder.get(id) ?? []);
    });
  return {
    orderById: one(orderById),
    partyById: one(partyById),
    productById: one(productById),
    skuById: one(skuById),
    linesByOrder: many(linesByOrder),
    shipmentsByOrder: many(shipmentsByOrder),
    newestOrders: async (sellerId, first) =>
      (await pool.query({ ...newestOrders, values: [sellerId, first] })).rows,
  };
}
