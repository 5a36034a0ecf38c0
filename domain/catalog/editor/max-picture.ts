/** The largest picture that an admin may send; the request gate lets no larger body through. */
export const MAX_PICTURE_BYTES = 25 * 1024 * 1024;
