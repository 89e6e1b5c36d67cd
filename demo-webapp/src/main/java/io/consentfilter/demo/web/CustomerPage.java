// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import java.io.IOException;

/** Answers the visit of somebody who is logged in. */
@FunctionalInterface
interface CustomerPage {

  void serve(Visit visit, User user) throws IOException;
}
