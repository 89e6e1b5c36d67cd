// SPDX-License-Identifier: Apache-2.0
/** What a firm keeps at Boekhuis: customers and invoices, and how they come in and go out. */
@NullMarked
package io.consentfilter.demo.books;

import org.jspecify.annotations.NullMarked;
