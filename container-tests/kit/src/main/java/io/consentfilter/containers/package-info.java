// SPDX-License-Identifier: Apache-2.0
/** One specimen application and one suite of tests, for every container that people use. */
@NullMarked
package io.consentfilter.containers;

import org.jspecify.annotations.NullMarked;
