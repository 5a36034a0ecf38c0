"use client";

import { ErrorMessage } from "@/ui/kit/error-message";

export default ErrorMessage;
