// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

/**
 * What is kept of a person who logs in.
 *
 * @param username what is typed at the login
 * @param name the person's name
 * @param email where Boekhuis writes to
 * @param phone where Boekhuis calls, may be empty
 */
public record Person(String username, String name, String email, String phone) {}
