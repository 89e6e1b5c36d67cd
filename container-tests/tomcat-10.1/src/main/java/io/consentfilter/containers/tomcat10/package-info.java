// SPDX-License-Identifier: Apache-2.0
/** Tomcat 10.1 as the tests run it. */
@NullMarked
package io.consentfilter.containers.tomcat10;

import org.jspecify.annotations.NullMarked;
