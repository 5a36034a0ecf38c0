import { describe, expect, it } from "vitest";
import { readTrackingLines } from "@/domain/fulfillment/tracking-list";
import { readList } from "@/server/orders/fulfillment/batch/read-list";

const UPS = "1Z879E930346834440";
const DHL_EXPRESS = "3318810025";

const read = (text: string, mayLack = false) => readTrackingLines(readList(text), mayLack);
const faults = (text: string, mayLack = false) => read(text, mayLack).map(({ fault }) => fault);

describe("a list of tracking numbers", () => {
  it("is read with commas, semicolons or tabs, a heading, empty lines and Windows' line ends", () => {
    const lines = read(
      `\uFEFFOrder;Tracking\r\n1001;${UPS}\r\n\r\n#1002\t3318810025\tDHL\nOrder 1003, ab 12-34 , royal mail`,
    );
    expect(lines).toMatchObject([
      { at: 2, number: 1001, carrier: "ups", trackingNumbers: [UPS], fault: null },
      { at: 4, number: 1002, carrier: "dhl", trackingNumbers: [DHL_EXPRESS], fault: null },
      { at: 5, number: 1003, carrier: "royal_mail", trackingNumbers: ["AB1234"], fault: null },
    ]);
  });

  it("has several numbers of one order in quotes", () => {
    expect(read(`1001,"${UPS}, AB1234",UPS`)[0]?.trackingNumbers).toEqual([UPS, "AB1234"]);
  });

  it.each([
    ['1001,"AB1234', "unreadable"],
    ["Jo Shopper,AB1234", "no_order"],
    ["99999999999,AB1234", "no_order"],
    ["9999999999,AB1234", "no_order"],
    ["1001", "no_tracking"],
    ["1001,", "no_tracking"],
    ["1001,12", "no_tracking_number"],
    ["1001,https://track.test/1", "no_tracking_number"],
    [`1001,"${Array.from({ length: 21 }, (_, index) => `AB${1000 + index}`).join(",")}"`, "many_numbers"],
    ["1001,AB1234,Pigeon", "unknown_carrier"],
    ["1001,1Z879E930346834441", "wrong_digit"],
    ["1001,1Z879E930346834441,ups", "wrong_digit"],
  ])("%s is left out: %s", (line, fault) => expect(faults(line)).toEqual([fault]));

  it("may lack tracking numbers where that is said", () => {
    expect(faults("1001\n1002,", true)).toEqual([null, null]);
  });

  it("takes neither of two lines for one order, or with one number", () => {
    expect(faults(`1001,AB1234\n1002,AB9999\n#1001,AB5678`)).toEqual(["twice", null, "twice"]);
    expect(faults(`1001,AB1234\n1002,ab 1234\n1003,AB5678`)).toEqual([
      "tracking_twice",
      "tracking_twice",
      null,
    ]);
  });

  it("keeps the line's place in the text, and the text", () => {
    expect(read("\n\n1001 , x y")).toMatchObject([{ at: 3, text: "1001 , x y" }]);
    expect(read("")).toEqual([]);
  });
});
