// SPDX-License-Identifier: Apache-2.0
/** Stores behind the interfaces that the ledger and the logins declare. */
@NullMarked
package io.consentfilter.store;

import org.jspecify.annotations.NullMarked;
