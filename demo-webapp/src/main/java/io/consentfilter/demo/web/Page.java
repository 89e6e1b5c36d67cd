// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.io.IOException;

/** Answers a visit. */
@FunctionalInterface
interface Page {

  void serve(Visit visit) throws IOException;
}
