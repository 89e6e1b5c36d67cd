// SPDX-License-Identifier: Apache-2.0
/** Jetty 12.1 with its ee10 environment as the tests run it. */
@NullMarked
package io.consentfilter.containers.jetty10;

import org.jspecify.annotations.NullMarked;
