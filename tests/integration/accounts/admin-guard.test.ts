import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit } from "@/server/accounts/audit/list-audit";
import {
  changeOwnName,
  changeOwnPassword,
  endOwnSessions,
  getOwnAccount,
} from "@/server/accounts/own/own-account";
import { deleteView, listSavedViews, renameView, saveView } from "@/server/accounts/own/saved-views";
import {
  endSecondFactor,
  finishSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from "@/server/accounts/own/second-factor";
import { NotAllowedError, NotSignedInError, requireAdmin } from "@/server/accounts/session";
import { fillCollection } from "@/server/catalog/collections/fill-collection";
import {
  findForCollection,
  getEditedCollection,
  listAdminCollections,
  previewRule,
} from "@/server/catalog/collections/list-collections";
import {
  changeCollectionAddress,
  deleteCollection,
  sortCollection,
  undeleteCollection,
} from "@/server/catalog/collections/move-collection";
import { makeCollection, saveCollection } from "@/server/catalog/collections/save-collection";
import { addPictures } from "@/server/catalog/edit/add-pictures";
import { deleteProduct } from "@/server/catalog/edit/delete-product";
import { editProducts } from "@/server/catalog/edit/edit-product";
import { getEditedProducts, getProductsOfVariants } from "@/server/catalog/edit/get-edited-products";
import { findMoved, getEditor } from "@/server/catalog/edit/get-editor";
import { duplicateProduct, saveEditor } from "@/server/catalog/edit/save-editor";
import { saveEdits } from "@/server/catalog/edit/save-edits";
import { listVersions, restoreVersion } from "@/server/catalog/edit/versions";
import { exportCatalog } from "@/server/catalog/export/export-catalog";
import {
  checkAgain,
  discardImport,
  startImport,
  undoImport,
} from "@/server/catalog/import/runs/change-import";
import { exportResult } from "@/server/catalog/import/runs/export-result";
import { getImport, listImportRows, listImports } from "@/server/catalog/import/runs/get-import";
import { receiveFile } from "@/server/catalog/import/runs/receive-file";
import { countProducts } from "@/server/catalog/list/count-products";
import { listCatalog } from "@/server/catalog/list/list-catalog";
import { listCollectionNames } from "@/server/catalog/list/list-collection-names";
import { listMakers } from "@/server/catalog/makers/list-makers";
import { receivePicture } from "@/server/catalog/pictures/receive-picture";
import { getProductStock } from "@/server/catalog/read/get-product-stock";
import { findVariants, getStockVariant } from "@/server/catalog/stock/find-variants";
import { countLow, listLow } from "@/server/catalog/stock/list-low";
import { listConsents } from "@/server/content/consents/list-consents";
import { editHome, findHomePicture, getEditedHome, publishHome } from "@/server/content/home/edit-home";
import { editMenu, getEditedMenus, publishMenu } from "@/server/content/menus/edit-menu";
import { getEditedPage, listPages } from "@/server/content/pages/list-pages";
import { makePage } from "@/server/content/pages/make-page";
import { changeAddress, deletePage, sortPage, undeletePage } from "@/server/content/pages/move-page";
import { publishPage, restorePage, savePage } from "@/server/content/pages/save-page";
import { getPageCheck, startPage } from "@/server/content/pages/start-page";
import { eraseCustomer, getErasure } from "@/server/customers/erase/erase-customer";
import { exportCustomer } from "@/server/customers/export-customer";
import { exportCustomers } from "@/server/customers/export-customers";
import { findCustomer, getCustomer } from "@/server/customers/get-customer";
import { listCustomers } from "@/server/customers/list-customers";
import { getRetention, saveRetention } from "@/server/customers/retention/save-retention";
import { saveNote } from "@/server/customers/save-note";
import { addTags, listTags, removeTags } from "@/server/customers/save-tags";
import {
  findForDiscount,
  getDiscount,
  listDiscountCollections,
  listDiscounts,
} from "@/server/discounts/admin/list-discounts";
import { archiveDiscount, chooseProduct, saveDiscount } from "@/server/discounts/admin/save-discount";
import { exportSingleCodes, makeSingleCodes } from "@/server/discounts/admin/single-codes";
import { tryDiscount } from "@/server/discounts/admin/try-discount";
import { correctInvoice } from "@/server/documents/correct-invoice";
import { exportDocuments } from "@/server/documents/export-documents";
import { getDocument } from "@/server/documents/get-document";
import { listDocuments } from "@/server/documents/list-documents";
import { getNextNumber, saveDocuments } from "@/server/documents/save-documents";
import { getMail } from "@/server/mail/get-mail";
import { listMails } from "@/server/mail/list-mails";
import { checkKeys, getLastCheck } from "@/server/monitoring/check-keys";
import { getWebhookHealth } from "@/server/monitoring/get-webhook-health";
import { listAlarms } from "@/server/monitoring/list-alarms";
import { listGoingLive } from "@/server/monitoring/list-going-live";
import { countOrders, countToSend } from "@/server/orders/admin/count-orders";
import { getLiveState } from "@/server/orders/admin/get-live-state";
import { getNeighbors } from "@/server/orders/admin/get-neighbors";
import { getOrder } from "@/server/orders/admin/get-order";
import { listOrderCountries } from "@/server/orders/admin/list-order-countries";
import { listOrders } from "@/server/orders/admin/list-orders";
import { listShippingOptions } from "@/server/orders/admin/list-shipping-options";
import { chooseOrderColumns, getOrderColumns } from "@/server/orders/admin/own/order-columns";
import { correctOrderInvoice } from "@/server/orders/documents/issue-order-documents";
import { exportOrders } from "@/server/orders/export/export-orders";
import { listNumbers, planBatch } from "@/server/orders/fulfillment/batch/plan-batch";
import { sendBatch } from "@/server/orders/fulfillment/batch/send-batch";
import { correctAddress, restoreAddress } from "@/server/orders/fulfillment/correct-address";
import { countUnitsToSend } from "@/server/orders/fulfillment/count-units-to-send";
import { correctTracking, endParcel } from "@/server/orders/fulfillment/end-parcel";
import { listToSend } from "@/server/orders/fulfillment/list-to-send";
import { archiveCarrier, saveCarrier } from "@/server/orders/fulfillment/own-carriers";
import { findLastCarrier, sendOrder, undoSending } from "@/server/orders/fulfillment/send-order";
import { flagByHand } from "@/server/orders/history/flag-by-hand";
import { countFlagged, dismissConflict, reopenReview } from "@/server/orders/history/flag-order";
import { removeOrderNote, saveOrderNote } from "@/server/orders/history/note-order";
import { previewMail, sendTestMail } from "@/server/orders/mail/preview-mail";
import { previewParcelMail, previewRefundMail } from "@/server/orders/mail/send-order-mail";
import {
  repeatMail,
  showShopperLink,
  undoReply,
  writeToShopper,
} from "@/server/orders/mail/write-to-shopper";
import { getNextOrderNumber, startOrderNumbers } from "@/server/orders/numbers/start-order-numbers";
import { getBarcodes } from "@/server/orders/paper/get-packing";
import { getSlips } from "@/server/orders/paper/get-slips";
import { cancelOrder } from "@/server/orders/place/cancel-order";
import { cancelOrders, planCancelOrders } from "@/server/orders/place/cancel-orders";
import { confirmFreeOrderAsAdmin } from "@/server/orders/place/free-order";
import { restockOrder, undoRestockOrder } from "@/server/orders/place/restock-order";
import { UnknownOrderError } from "@/server/orders/reconcile/reconcile-order";
import { allocateStock } from "@/server/orders/reconcile/record-payment";
import { reconcileNow } from "@/server/orders/reconcile/request-reconcile";
import { previewRefund } from "@/server/orders/refunds/preview-refund";
import { confirmLargeRefund, refundOrder } from "@/server/orders/refunds/refund-order";
import { closeReturn, endReturn } from "@/server/orders/returns/end-return";
import { countReturns, listReturns } from "@/server/orders/returns/list-returns";
import { receiveReturn, undoReceiveReturn } from "@/server/orders/returns/receive-return";
import { disablePerson, invitePerson, listPeople, sendPasswordLink } from "@/server/people/manage-people";
import { closeDb } from "@/server/platform/db";
import { requestCheck } from "@/server/reconciliation/check/run-check";
import { findLastCheck, getReconciliation } from "@/server/reconciliation/get-reconciliation";
import { repairAsAdmin } from "@/server/reconciliation/repair-difference";
import { exportReport } from "@/server/reports/export-report";
import { getReport } from "@/server/reports/get-report";
import { getSettings } from "@/server/settings/get-settings";
import { getSettingsState } from "@/server/settings/get-settings-state";
import { savePicture } from "@/server/settings/save-picture";
import { restoreSettings, saveSettings } from "@/server/settings/save-settings";
import { changeStock, undoMovement } from "@/server/stock/change-stock";
import { getMovement, listMovements } from "@/server/stock/list-movements";
import { saveLowAt } from "@/server/stock/save-low-at";
import { checkVatIdAgain } from "@/server/tax/check-vat-id";
import { getThreshold, listTaxRates, tryTax } from "@/server/tax/get-tax";
import { confirmRates, setRate } from "@/server/tax/save-rates";
import { saveTaxSettings } from "@/server/tax/save-tax";
import { getFigures } from "@/server/today/get-figures";
import { listWaiting } from "@/server/today/list-waiting";
import { chooseOrderMails, getOrderMails } from "@/server/today/order-mails";
import { chooseStockMails, getStockMails } from "@/server/today/tell-stock";
import { leaveEvent, retryEvent } from "@/server/webhooks/decide-event";
import { countEvents, getEvent, listEvents } from "@/server/webhooks/list-events";
import { type Permission, ROLES } from "../../../domain/accounts/roles.ts";
import { readProductValues } from "../../../domain/catalog/list/product-filter.ts";
import { NO_SAFETY } from "../../../domain/catalog/safety.ts";
import { readListValues } from "../../../domain/orders/list/order-filter.ts";
import { presetRange } from "../../../domain/reports/range.ts";
import { listRestricted } from "../../../server/catalog/list/list-restricted.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "./admin-browser.ts";

const NOBODY = randomUUID();
const CHOICE = { stockRule: "keep", allowsRemovals: false } as const;
const newPerson = () => ({ email: `${randomUUID()}@shop.test`, name: "New", role: "viewer" }) as const;
const REFUND = {
  orderId: NOBODY,
  requestId: NOBODY,
  amountMinor: 1n,
  currency: "eur",
  reason: null,
  note: null,
};
const PAGE = { title: "", body: "", searchTitle: "", searchText: "" };
const RULE = { match: "all" as const, conditions: [{ field: "tag" as const, value: "a", isNot: false }] };
const EMPTY_PRODUCT = {
  ...NO_SAFETY,
  ...{ title: "", description: "", vendor: "", kind: "", tags: [], seoTitle: "", seoText: "", slug: "none" },
  ...{
    taxClass: "standard" as const,
    shipsTo: [],
    shipsAlone: false,
    status: "draft" as const,
    optionNames: [],
    variants: [],
    images: [],
  },
};
const DISCOUNT = {
  ...{ method: "automatic" as const, code: null, name: "A", kind: "percent" as const, value: 1n },
  ...{ minSumMinor: null, minQuantity: null, countries: [], isFirstOrder: false, ofAllGoods: true },
  ...{ collectionIds: [], from: null, to: null, usageLimit: null, perMailLimit: null },
  ...{ combines: false, priority: 0 },
};
const HERO = { title: "A", text: "", picture: null, button: { title: "", href: "" } };
const PARCEL = {
  orderId: NOBODY,
  requestId: NOBODY,
  units: new Map<string, number>(),
  carrier: null,
  trackingNumbers: [],
  hasMail: false,
};

// Written out once more, so that a slip in the table of the roles is seen.
const ENTER = ["admin.enter", "account.own", "orders.read", "catalog.read"] as const;
const GOODS = ["orders.fulfill", "orders.note", "stock.write"] as const;
const MONEY = ["orders.money", "reports.read", "reconciliation.read"] as const;
const RECORDS = ["orders.export"] as const;
const READ = [...ENTER, ...MONEY, "emails.read", "webhooks.read"] as const;
const RUN_THE_SHOP = [
  "orders.reply",
  "customers.read",
  "customers.write",
  "orders.cancel",
  "orders.reconcile",
  "orders.refund",
  "orders.review",
  "catalog.write",
  "content.write",
  "reconciliation.check",
  "reconciliation.repair",
  "webhooks.retry",
  "webhooks.decide",
] as const;
const OWN = [
  "customers.export",
  "customers.erase",
  "keys.check",
  "people.manage",
  "audit.read",
  "settings.write",
] as const;

const MAY = {
  nobody: [],
  shopper: [],
  viewer: READ,
  accountant: [...ENTER, ...MONEY, ...RECORDS],
  fulfillment: [...ENTER, ...GOODS],
  manager: [...READ, ...GOODS, ...RECORDS, ...RUN_THE_SHOP],
  owner: [...READ, ...GOODS, ...RECORDS, ...RUN_THE_SHOP, ...OWN],
} satisfies Record<string, readonly Permission[]>;

const CORRECTION = { name: "", company: "", vatId: "", address: "" };

/** Every function through which an admin's request reaches data, with the permission it must ask for. */
const FUNCTIONS = [
  {
    name: "getReport",
    permission: "reports.read",
    call: () => getReport(presetRange("week", "2026-01-07"), "day"),
  },
  {
    name: "exportReport",
    permission: "reports.read",
    call: () => exportReport("products", presetRange("week", "2026-01-07"), "day"),
  },
  { name: "listOrders", permission: "orders.read", call: () => listOrders({}) },
  { name: "getOrder", permission: "orders.read", call: () => getOrder(NOBODY) },
  { name: "reconcileNow", permission: "orders.reconcile", call: () => reconcileNow(NOBODY) },
  { name: "refundOrder", permission: "orders.refund", call: () => refundOrder(REFUND) },
  {
    name: "previewRefund",
    permission: "orders.refund",
    call: () =>
      previewRefund(
        NOBODY,
        { amountMinor: 1n, lines: [], shipping: { amountMinor: 0n, taxMinor: 0n } },
        "eur",
      ),
  },
  {
    name: "previewRefundMail",
    permission: "orders.refund",
    call: () =>
      previewRefundMail(NOBODY, {
        amount: { amountMinor: 1n, currency: "eur" },
        items: [],
        shippingMinor: 0n,
      }),
  },
  {
    name: "confirmFreeOrderAsAdmin",
    permission: "orders.review",
    call: () => confirmFreeOrderAsAdmin(NOBODY),
  },
  { name: "cancelOrder", permission: "orders.cancel", call: () => cancelOrder(NOBODY) },
  { name: "planCancelOrders", permission: "orders.cancel", call: () => planCancelOrders([NOBODY]) },
  { name: "cancelOrders", permission: "orders.cancel", call: () => cancelOrders([NOBODY]) },
  { name: "undoRestockOrder", permission: "stock.write", call: () => undoRestockOrder(NOBODY) },
  { name: "restockOrder", permission: "stock.write", call: () => restockOrder(NOBODY) },
  { name: "allocateStock", permission: "orders.fulfill", call: () => allocateStock(NOBODY) },
  { name: "listToSend", permission: "orders.read", call: () => listToSend({}) },
  {
    name: "planBatch",
    permission: "orders.fulfill",
    call: () => planBatch({ text: "1,AB1234", mayLack: false, hasMail: true }),
  },
  { name: "listNumbers", permission: "orders.fulfill", call: () => listNumbers([NOBODY]) },
  { name: "sendBatch", permission: "orders.fulfill", call: () => sendBatch(NOBODY, [], false) },
  { name: "getBarcodes", permission: "orders.fulfill", call: () => getBarcodes(NOBODY) },
  { name: "getSlips", permission: "orders.fulfill", call: () => getSlips([NOBODY]) },
  { name: "sendOrder", permission: "orders.fulfill", call: () => sendOrder(PARCEL) },
  { name: "undoSending", permission: "orders.fulfill", call: () => undoSending(NOBODY) },
  {
    name: "saveCarrier",
    permission: "settings.write",
    call: () => saveCarrier(null, { name: "", link: "", form: "" }),
  },
  { name: "archiveCarrier", permission: "settings.write", call: () => archiveCarrier(NOBODY, true) },
  { name: "endParcel", permission: "orders.fulfill", call: () => endParcel(NOBODY, "delivered") },
  {
    name: "correctAddress",
    permission: "orders.fulfill",
    call: () =>
      correctAddress(NOBODY, { name: "", line1: "", line2: "", postalCode: "", city: "", region: "" }),
  },
  { name: "restoreAddress", permission: "orders.fulfill", call: () => restoreAddress(NOBODY) },
  { name: "correctTracking", permission: "orders.fulfill", call: () => correctTracking(NOBODY, null, []) },
  { name: "findLastCarrier", permission: "orders.fulfill", call: () => findLastCarrier() },
  {
    name: "previewParcelMail",
    permission: "orders.fulfill",
    call: () => previewParcelMail(NOBODY, "sent", { carrier: null, trackingNumbers: [], lines: [] }),
  },
  { name: "listAdminCollections", permission: "catalog.read", call: () => listAdminCollections() },
  { name: "getEditedCollection", permission: "catalog.read", call: () => getEditedCollection(NOBODY) },
  { name: "previewRule", permission: "catalog.read", call: () => previewRule(RULE) },
  { name: "findForCollection", permission: "catalog.read", call: () => findForCollection(NOBODY, "a") },
  { name: "makeCollection", permission: "catalog.write", call: () => makeCollection("") },
  {
    name: "saveCollection",
    permission: "catalog.write",
    call: () => saveCollection(NOBODY, 1, { title: "", description: "", rule: null, pictureId: null }),
  },
  { name: "fillCollection", permission: "catalog.write", call: () => fillCollection(NOBODY, NOBODY, "add") },
  {
    name: "changeCollectionAddress",
    permission: "catalog.write",
    call: () => changeCollectionAddress(NOBODY, "a"),
  },
  { name: "deleteCollection", permission: "catalog.write", call: () => deleteCollection(NOBODY) },
  { name: "undeleteCollection", permission: "catalog.write", call: () => undeleteCollection(NOBODY) },
  { name: "sortCollection", permission: "catalog.write", call: () => sortCollection(NOBODY, "up") },
  { name: "listDiscounts", permission: "catalog.read", call: () => listDiscounts(null, 1) },
  { name: "getDiscount", permission: "catalog.read", call: () => getDiscount(NOBODY) },
  { name: "listDiscountCollections", permission: "catalog.read", call: () => listDiscountCollections() },
  { name: "findForDiscount", permission: "catalog.read", call: () => findForDiscount(NOBODY, "a") },
  { name: "tryDiscount", permission: "catalog.read", call: () => tryDiscount(NOBODY, [], null, 0n) },
  { name: "saveDiscount", permission: "catalog.write", call: () => saveDiscount(NOBODY, 1, DISCOUNT) },
  { name: "chooseProduct", permission: "catalog.write", call: () => chooseProduct(NOBODY, NOBODY, "add") },
  { name: "archiveDiscount", permission: "catalog.write", call: () => archiveDiscount(NOBODY, true) },
  {
    name: "makeSingleCodes",
    permission: "catalog.write",
    call: () => makeSingleCodes(NOBODY, { count: 1, prefix: "", requestId: NOBODY }),
  },
  {
    name: "exportSingleCodes",
    permission: "catalog.write",
    call: () => exportSingleCodes(NOBODY, [], { free: "", held: "", used: "" }),
  },
  { name: "getEditedHome", permission: "content.write", call: () => getEditedHome(HERO, "") },
  {
    name: "editHome",
    permission: "content.write",
    call: () => editHome(99, HERO, { step: "up", row: 0 }),
  },
  { name: "publishHome", permission: "content.write", call: () => publishHome(99) },
  { name: "findHomePicture", permission: "content.write", call: () => findHomePicture(NOBODY) },
  { name: "getEditedMenus", permission: "content.write", call: () => getEditedMenus() },
  {
    name: "editMenu",
    permission: "content.write",
    call: () => editMenu("header", 99, { step: "up", part: 0, item: 0 }),
  },
  { name: "publishMenu", permission: "content.write", call: () => publishMenu("header", 99) },
  { name: "listPages", permission: "content.write", call: () => listPages() },
  { name: "getEditedPage", permission: "content.write", call: () => getEditedPage(NOBODY) },
  { name: "getPageCheck", permission: "content.write", call: () => getPageCheck() },
  { name: "startPage", permission: "content.write", call: () => startPage("imprint") },
  { name: "makePage", permission: "content.write", call: () => makePage("other", PAGE) },
  {
    name: "savePage",
    permission: "content.write",
    call: () => savePage(NOBODY, { base: 1, text: PAGE, publish: "no" }),
  },
  { name: "publishPage", permission: "content.write", call: () => publishPage(NOBODY, 1) },
  { name: "restorePage", permission: "content.write", call: () => restorePage(NOBODY, 1) },
  { name: "changeAddress", permission: "content.write", call: () => changeAddress(NOBODY, "a") },
  { name: "deletePage", permission: "content.write", call: () => deletePage(NOBODY) },
  { name: "undeletePage", permission: "content.write", call: () => undeletePage(NOBODY) },
  { name: "sortPage", permission: "content.write", call: () => sortPage(NOBODY, "up") },
  { name: "listReturns", permission: "orders.read", call: () => listReturns() },
  { name: "countReturns", permission: "orders.read", call: () => countReturns() },
  { name: "receiveReturn", permission: "orders.fulfill", call: () => receiveReturn(NOBODY, new Map()) },
  { name: "undoReceiveReturn", permission: "orders.fulfill", call: () => undoReceiveReturn(NOBODY) },
  { name: "endReturn", permission: "orders.fulfill", call: () => endReturn(NOBODY, { state: "canceled" }) },
  { name: "closeReturn", permission: "orders.refund", call: () => closeReturn(NOBODY) },
  {
    name: "saveOrderNote",
    permission: "orders.note",
    call: () => saveOrderNote({ orderId: NOBODY, requestId: NOBODY, text: "a" }),
  },
  { name: "removeOrderNote", permission: "orders.note", call: () => removeOrderNote(NOBODY, "1") },
  {
    name: "writeToShopper",
    permission: "orders.reply",
    call: () => writeToShopper({ orderId: NOBODY, requestId: NOBODY, subject: "a", text: "a" }),
  },
  { name: "undoReply", permission: "orders.reply", call: () => undoReply(NOBODY, NOBODY) },
  { name: "repeatMail", permission: "orders.reply", call: () => repeatMail(NOBODY, NOBODY, NOBODY) },
  { name: "showShopperLink", permission: "orders.reply", call: () => showShopperLink(NOBODY) },
  { name: "flagByHand", permission: "orders.review", call: () => flagByHand(NOBODY, "a") },
  { name: "dismissConflict", permission: "orders.review", call: () => dismissConflict(NOBODY, "amount") },
  { name: "reopenReview", permission: "orders.review", call: () => reopenReview(NOBODY, "amount") },
  { name: "getOrderMails", permission: "account.own", call: () => getOrderMails() },
  { name: "chooseOrderMails", permission: "account.own", call: () => chooseOrderMails("none") },
  { name: "getStockMails", permission: "account.own", call: () => getStockMails() },
  { name: "chooseStockMails", permission: "account.own", call: () => chooseStockMails(false) },
  { name: "getLiveState", permission: "orders.read", call: () => getLiveState(NOBODY) },
  { name: "getNeighbors", permission: "orders.read", call: () => getNeighbors(NOBODY) },
  { name: "listOrderCountries", permission: "orders.read", call: () => listOrderCountries() },
  { name: "listShippingOptions", permission: "orders.read", call: () => listShippingOptions() },
  { name: "listSavedViews", permission: "account.own", call: () => listSavedViews("orders") },
  { name: "saveView", permission: "account.own", call: () => saveView("orders", "", readListValues({})) },
  { name: "renameView", permission: "account.own", call: () => renameView("orders", NOBODY, "a") },
  { name: "deleteView", permission: "account.own", call: () => deleteView("orders", NOBODY) },
  { name: "getOrderColumns", permission: "orders.read", call: () => getOrderColumns() },
  { name: "chooseOrderColumns", permission: "orders.read", call: () => chooseOrderColumns([]) },
  { name: "countOrders", permission: "orders.read", call: () => countOrders() },
  { name: "countToSend", permission: "orders.read", call: () => countToSend() },
  { name: "countFlagged", permission: "orders.read", call: () => countFlagged() },
  { name: "listAlarms", permission: "admin.enter", call: () => listAlarms() },
  { name: "getReconciliation", permission: "reconciliation.read", call: () => getReconciliation() },
  { name: "requestCheck", permission: "reconciliation.check", call: () => requestCheck() },
  { name: "repairAsAdmin", permission: "reconciliation.repair", call: () => repairAsAdmin(NOBODY) },
  { name: "listMails", permission: "emails.read", call: () => listMails() },
  { name: "listCustomers", permission: "customers.read", call: () => listCustomers("") },
  { name: "getCustomer", permission: "customers.read", call: () => getCustomer(NOBODY) },
  { name: "findCustomer", permission: "customers.read", call: () => findCustomer(null) },
  { name: "listTags", permission: "customers.read", call: () => listTags() },
  { name: "addTags", permission: "customers.write", call: () => addTags(NOBODY, "a") },
  { name: "removeTags", permission: "customers.write", call: () => removeTags(NOBODY, "a") },
  { name: "saveNote", permission: "customers.write", call: () => saveNote(NOBODY, "a", "b") },
  {
    name: "exportOrders",
    permission: "orders.export",
    call: () => exportOrders({ file: "orders", search: "" }),
  },
  { name: "listImports", permission: "catalog.write", call: () => listImports() },
  { name: "getImport", permission: "catalog.write", call: () => getImport(NOBODY) },
  { name: "listImportRows", permission: "catalog.write", call: () => listImportRows(NOBODY, "all", -1) },
  { name: "exportResult", permission: "catalog.write", call: () => exportResult(NOBODY) },
  { name: "receiveFile", permission: "catalog.write", call: () => receiveFile(new File([], "a"), CHOICE) },
  { name: "checkAgain", permission: "catalog.write", call: () => checkAgain(NOBODY, CHOICE) },
  { name: "startImport", permission: "catalog.write", call: () => startImport(NOBODY) },
  { name: "undoImport", permission: "catalog.write", call: () => undoImport(NOBODY) },
  { name: "discardImport", permission: "catalog.write", call: () => discardImport(NOBODY) },
  { name: "exportCatalog", permission: "catalog.read", call: () => exportCatalog("products") },
  { name: "exportCustomers", permission: "customers.export", call: () => exportCustomers("") },
  { name: "getRetention", permission: "customers.read", call: () => getRetention() },
  {
    name: "saveRetention",
    permission: "customers.erase",
    call: () => saveRetention("unpaid_orders", "1"),
  },
  { name: "getErasure", permission: "customers.erase", call: () => getErasure(NOBODY) },
  { name: "eraseCustomer", permission: "customers.erase", call: () => eraseCustomer(NOBODY, "") },
  { name: "exportCustomer", permission: "customers.export", call: () => exportCustomer(NOBODY) },
  { name: "listWaiting", permission: "orders.read", call: () => listWaiting() },
  { name: "getFigures", permission: "orders.money", call: () => getFigures() },
  { name: "findLastCheck", permission: "orders.money", call: () => findLastCheck() },
  { name: "getMail", permission: "emails.read", call: () => getMail(NOBODY) },
  { name: "listEvents", permission: "webhooks.read", call: () => listEvents(undefined) },
  { name: "countEvents", permission: "webhooks.read", call: () => countEvents() },
  { name: "getEvent", permission: "webhooks.read", call: () => getEvent(NOBODY) },
  { name: "retryEvent", permission: "webhooks.retry", call: () => retryEvent(NOBODY) },
  { name: "leaveEvent", permission: "webhooks.decide", call: () => leaveEvent(NOBODY) },
  { name: "getWebhookHealth", permission: "webhooks.read", call: () => getWebhookHealth() },
  { name: "checkKeys", permission: "keys.check", call: () => checkKeys() },
  { name: "getLastCheck", permission: "keys.check", call: () => getLastCheck() },
  { name: "listPeople", permission: "people.manage", call: () => listPeople() },
  { name: "invitePerson", permission: "people.manage", call: () => invitePerson(newPerson()) },
  { name: "sendPasswordLink", permission: "people.manage", call: () => sendPasswordLink(NOBODY) },
  { name: "change", permission: "people.manage", call: () => disablePerson(NOBODY) },
  { name: "getOwnAccount", permission: "account.own", call: () => getOwnAccount() },
  { name: "changeOwnName", permission: "account.own", call: () => changeOwnName("Ann") },
  { name: "changeOwnPassword", permission: "account.own", call: () => changeOwnPassword("x", "y") },
  { name: "endOwnSessions", permission: "account.own", call: () => endOwnSessions() },
  { name: "startSecondFactor", permission: "account.own", call: () => startSecondFactor("x") },
  { name: "finishSecondFactor", permission: "account.own", call: () => finishSecondFactor("x") },
  { name: "endSecondFactor", permission: "account.own", call: () => endSecondFactor("x") },
  { name: "renewRecoveryCodes", permission: "account.own", call: () => renewRecoveryCodes("x") },
  {
    name: "confirmLargeRefund",
    permission: "orders.refund",
    call: () => confirmLargeRefund({ amountMinor: 1n, currency: "eur" }),
  },
  { name: "listAudit", permission: "audit.read", call: () => listAudit({}) },
  { name: "getSettings", permission: "settings.write", call: () => getSettings("shop") },
  { name: "getDocument", permission: "orders.money", call: () => getDocument(NOBODY) },
  { name: "listDocuments", permission: "orders.money", call: () => listDocuments("2026-11", 1) },
  { name: "exportDocuments", permission: "orders.export", call: () => exportDocuments("vat", "2026-11") },
  { name: "saveDocuments", permission: "settings.write", call: () => saveDocuments({}, 0) },
  {
    name: "getNextNumber",
    permission: "settings.write",
    call: () => getNextNumber("invoice", { invoicePrefix: "A", creditNotePrefix: "B" }),
  },
  {
    name: "correctInvoice",
    permission: "orders.refund",
    call: () => correctInvoice(NOBODY, NOBODY, CORRECTION, async () => undefined),
  },
  {
    name: "correctOrderInvoice",
    permission: "orders.refund",
    call: () => correctOrderInvoice(NOBODY, NOBODY, CORRECTION),
  },
  { name: "saveTaxSettings", permission: "settings.write", call: () => saveTaxSettings({}, 0) },
  { name: "listTaxRates", permission: "settings.write", call: () => listTaxRates() },
  { name: "getThreshold", permission: "settings.write", call: () => getThreshold() },
  {
    name: "tryTax",
    permission: "settings.write",
    call: () =>
      tryTax({ amount: "1", taxClass: "standard", shipping: "", country: "IE", postalCode: "", vatId: "" }),
  },
  { name: "checkVatIdAgain", permission: "settings.write", call: () => checkVatIdAgain("") },
  { name: "confirmRates", permission: "settings.write", call: () => confirmRates([]) },
  {
    name: "setRate",
    permission: "settings.write",
    call: () => setRate({ country: "IE", region: "", taxClass: "zero", rateBp: null, since: "2026-01-01" }),
  },
  {
    name: "saveSettings",
    permission: "settings.write",
    call: () => saveSettings("shop", { phone: "1" }, 0),
  },
  {
    name: "savePicture",
    permission: "settings.write",
    call: () => savePicture("logo", null, 9),
  },
  { name: "listGoingLive", permission: "settings.write", call: () => listGoingLive() },
  { name: "getSettingsState", permission: "settings.write", call: () => getSettingsState() },
  { name: "getNextOrderNumber", permission: "settings.write", call: () => getNextOrderNumber() },
  { name: "startOrderNumbers", permission: "settings.write", call: () => startOrderNumbers(0) },
  { name: "previewMail", permission: "settings.write", call: () => previewMail("sent") },
  { name: "sendTestMail", permission: "settings.write", call: () => sendTestMail("sent") },
  { name: "restoreSettings", permission: "settings.write", call: () => restoreSettings("shop", 9, 9) },
  { name: "listCatalog", permission: "catalog.read", call: () => listCatalog(readProductValues({})) },
  { name: "saveEdits", permission: "stock.write", call: () => saveEdits([]) },
  { name: "getEditedProducts", permission: "catalog.read", call: () => getEditedProducts([]) },
  { name: "getProductsOfVariants", permission: "catalog.read", call: () => getProductsOfVariants([]) },
  { name: "countProducts", permission: "catalog.read", call: () => countProducts() },
  { name: "listConsents", permission: "orders.read", call: () => listConsents(NOBODY) },
  { name: "listMakers", permission: "catalog.write", call: () => listMakers() },
  { name: "listCollectionNames", permission: "catalog.read", call: () => listCollectionNames() },
  {
    name: "changeStock",
    permission: "stock.write",
    call: () => changeStock({ variantId: NOBODY, requestId: NOBODY, kind: "count", units: 1 }),
  },
  { name: "undoMovement", permission: "stock.write", call: () => undoMovement("0") },
  { name: "getMovement", permission: "catalog.read", call: () => getMovement("0") },
  { name: "findVariants", permission: "catalog.read", call: () => findVariants("a") },
  { name: "getStockVariant", permission: "catalog.read", call: () => getStockVariant(NOBODY) },
  { name: "countLow", permission: "catalog.read", call: () => countLow() },
  { name: "listLow", permission: "catalog.read", call: () => listLow("low") },
  { name: "saveLowAt", permission: "stock.write", call: () => saveLowAt(NOBODY, 1) },
  { name: "countUnitsToSend", permission: "orders.read", call: () => countUnitsToSend(NOBODY) },
  { name: "listMovements", permission: "catalog.read", call: () => listMovements({}) },
  { name: "getProductStock", permission: "catalog.read", call: () => getProductStock("none") },
  { name: "editProducts", permission: "catalog.write", call: () => editProducts([], { cause: "edit" }) },
  { name: "getEditor", permission: "catalog.write", call: () => getEditor("none") },
  { name: "findMoved", permission: "catalog.read", call: () => findMoved("none") },
  { name: "addPictures", permission: "catalog.write", call: () => addPictures(NOBODY, []) },
  { name: "deleteProduct", permission: "catalog.write", call: () => deleteProduct(NOBODY) },
  {
    name: "listRestricted",
    permission: "catalog.read",
    call: () => listRestricted(),
  },
  {
    name: "duplicateProduct",
    permission: "catalog.write",
    call: () => duplicateProduct({ ...EMPTY_PRODUCT, handle: "none", collections: [] }, "none"),
  },
  {
    name: "saveEditor",
    permission: "catalog.write",
    call: () =>
      saveEditor({
        ...{ id: NOBODY, seen: 0, onto: 0, others: "merge", isRehearsal: true },
        edits: { ...EMPTY_PRODUCT, collections: [] },
      }),
  },
  {
    name: "receivePicture",
    permission: "catalog.write",
    call: () => receivePicture(Buffer.alloc(0), null),
  },
  { name: "listVersions", permission: "catalog.read", call: () => listVersions(NOBODY) },
  { name: "restoreVersion", permission: "catalog.write", call: () => restoreVersion(NOBODY, 1) },
  ...MAY.owner.map((permission) => ({
    name: `requireAdmin("${permission}")`,
    permission,
    call: () => requireAdmin(permission),
  })),
] as const;

/** What the sources say: name and permission of every function that asks for one. */
function readGuarded(): string[] {
  return readdirSync("server", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && path !== "session.ts")
    .flatMap((path) =>
      readFileSync(join("server", path), "utf8")
        .split(/^(?:export )?async function /m)
        .slice(1),
    )
    .flatMap((text) => {
      const [, permission] = /requireAdmin\("([\w.]+)"[,)]/.exec(text) ?? [];
      return permission ? [`${/^\w+/.exec(text)?.[0]} ${permission}`] : [];
    });
}

it("an owner may do everything that can be asked for, and each permission is tried", () => {
  const asked = readFileSync("domain/accounts/roles.ts", "utf8").match(/^ {2}"[a-z]+\.[a-z]+"/gm);
  expect(asked?.map((row) => row.trim().replaceAll('"', "")).toSorted()).toEqual([...MAY.owner].toSorted());
});

// Not in a mutation run: the copy of the sources is full of switches there.
it.skipIf(process.env.MUTATION_TESTS !== undefined)(
  "no function that asks for a permission is left out",
  () => {
    const tried = FUNCTIONS.filter(({ name }) => !name.startsWith("requireAdmin"));
    expect(tried.map(({ name, permission }) => `${name} ${permission}`).toSorted()).toEqual(
      readGuarded().toSorted(),
    );
  },
);

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(closeDb);

describe.each(Object.keys(MAY) as (keyof typeof MAY)[])("W8 %s", (who) => {
  const allowed: readonly Permission[] = MAY[who];

  beforeAll(async () => {
    browser.forget();
    if (who === "shopper") browser.jar.set("latchkey_cart", "v1.whatever");
    const role = ROLES.find((one) => one === who);
    if (role) await signInAs(role);
  });

  it.each(FUNCTIONS)("$name", async ({ permission, call }) => {
    const outcome = await Promise.resolve(call()).then(
      () => "done",
      (error: unknown) => error,
    );
    if (allowed.includes(permission)) {
      // There is no such order; having come so far is what counts.
      if (outcome !== "done") expect(outcome).toBeInstanceOf(UnknownOrderError);
      return;
    }
    expect(outcome).toBeInstanceOf(
      who === "nobody" || who === "shopper" ? NotSignedInError : NotAllowedError,
    );
  });
});
