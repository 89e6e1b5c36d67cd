// SPDX-License-Identifier: Apache-2.0
/** Firms and the people who log in for them: beginning, changing, ending. */
@NullMarked
package io.consentfilter.demo.accounts;

import org.jspecify.annotations.NullMarked;
