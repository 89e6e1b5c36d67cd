// SPDX-License-Identifier: Apache-2.0
/** Undertow 2.3 as the tests run it. */
@NullMarked
package io.consentfilter.containers.undertow;

import org.jspecify.annotations.NullMarked;
