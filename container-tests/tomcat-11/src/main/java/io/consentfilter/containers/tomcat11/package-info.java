// SPDX-License-Identifier: Apache-2.0
/** Tomcat 11 as the tests run it. */
@NullMarked
package io.consentfilter.containers.tomcat11;

import org.jspecify.annotations.NullMarked;
