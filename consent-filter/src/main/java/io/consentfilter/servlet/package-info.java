// SPDX-License-Identifier: Apache-2.0
/** The only package that sees the Servlet API, and the place where all others come together. */
@NullMarked
package io.consentfilter.servlet;

import org.jspecify.annotations.NullMarked;
