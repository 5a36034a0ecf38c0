"use client";

import { ErrorMessage } from "@/ui/error-message";

export default ErrorMessage;
