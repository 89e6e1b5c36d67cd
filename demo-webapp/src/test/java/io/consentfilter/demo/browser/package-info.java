// SPDX-License-Identifier: Apache-2.0
/** What a person with a real browser sees of Boekhuis, and what the browser does meanwhile. */
@NullMarked
package io.consentfilter.demo.browser;

import org.jspecify.annotations.NullMarked;
