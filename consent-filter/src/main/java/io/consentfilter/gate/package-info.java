// SPDX-License-Identifier: Apache-2.0
/**
 * Text in, permitted text out: which cookies may pass and what is inserted into a page, as pure
 * functions of the policy and the visitor's decision.
 */
@NullMarked
package io.consentfilter.gate;

import org.jspecify.annotations.NullMarked;
