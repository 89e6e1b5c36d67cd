// SPDX-License-Identifier: Apache-2.0
/** What can be proved about the choices that were made. */
@NullMarked
package io.consentfilter.ledger;

import org.jspecify.annotations.NullMarked;
