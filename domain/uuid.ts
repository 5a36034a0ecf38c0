const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text from outside can be the id of a row. Asking the database for any other is an error there. */
export const isUuid = (text: string): boolean => UUID.test(text);
