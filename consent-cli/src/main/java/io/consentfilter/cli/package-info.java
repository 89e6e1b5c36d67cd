// SPDX-License-Identifier: Apache-2.0
/** The command line for operators and testers. */
@NullMarked
package io.consentfilter.cli;

import org.jspecify.annotations.NullMarked;
