// SPDX-License-Identifier: Apache-2.0
/**
 * Boekhuis by itself: the command line and the embedded server. Nothing in here is part of the WAR.
 */
@NullMarked
package io.consentfilter.demo;

import org.jspecify.annotations.NullMarked;
