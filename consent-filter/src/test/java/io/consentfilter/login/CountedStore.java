// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Notes which methods of a store are called, and fails all of them on demand. */
final class CountedStore {

  private final LoginStore bare;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean broken;

  CountedStore(LoginStore bare) {
    this.bare = bare;
  }

  LoginStore store() {
    return intercepted(
        bare,
        name -> {
          calls.add(name);
          if (broken) {
            throw new LoginStoreException("the store is down", null);
          }
        });
  }

  /** A store that lets {@code before} know of each call of another. */
  static LoginStore intercepted(LoginStore bare, Interceptor before) {
    return (LoginStore)
        Proxy.newProxyInstance(
            LoginStore.class.getClassLoader(),
            new Class<?>[] {LoginStore.class},
            (proxy, method, arguments) -> {
              before.called(method.getName());
              try {
                return method.invoke(bare, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  LoginStore bare() {
    return bare;
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  void reset() {
    calls.clear();
  }

  void breakDown(boolean down) {
    broken = down;
  }

  /** Told of each call before it is made. */
  interface Interceptor {
    void called(String method) throws Exception;
  }
}
