// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

/**
 * What a new customer fills in. It never prints its password.
 *
 * @param company the firm
 * @param register its number in the trade register
 * @param address street and number
 * @param city postcode and city
 * @param person who will own the account
 * @param password the password, as typed
 */
public record SignUp(
    String company, String register, String address, String city, Person person, String password) {

  @Override
  public String toString() {
    return "SignUp[" + company + "]";
  }
}
