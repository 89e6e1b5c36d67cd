// SPDX-License-Identifier: Apache-2.0
package io.consentfilter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the compiled library to its packages: one noun each, arrows one way. */
class ArchitectureTest {

  private static final String REDIS_CLIENT = "redis.clients.jedis..";
  private static final String BASE = "io.consentfilter.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPath(Path.of("target", "classes"));

  @Test
  void library_compiled_isWhatIsChecked() {
    assertTrue(CLASSES.contain(BASE + "policy.Policy"));
  }

  @Test
  void classes_compiled_resideInAPackageOfTheTable() {
    classes()
        .should()
        .resideInAnyPackage(
            ours("policy", "consent", "ledger", "gate", "login", "page", "store", "servlet"))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "policy,",
    "consent, policy",
    "ledger,  policy consent",
    "gate,    policy consent",
    "login,",
    "page,    policy consent",
    "store,   ledger login",
    "servlet, policy consent ledger gate login page store",
  })
  void package_ofTheTable_importsOnlyWhatItMay(String name, @Nullable String mayImport) {
    String[] allowed = ours((name + " " + (mayImport == null ? "" : mayImport)).split(" "));
    noClasses()
        .that()
        .resideInAPackage(BASE + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.consentfilter..").and(resideOutsideOfPackages(allowed)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packages_together_haveNoCycles() {
    slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({"jakarta.servlet.., servlet", "jakarta.json.., policy ledger servlet"})
  void api_ofOthers_isSeenOnlyWhereItBelongs(String api, String seenBy) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ours(seenBy.split(" ")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(api)
        .check(CLASSES);
  }

  @Test
  void library_itsImports_areTheDeclaredDependencies() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.consentfilter..",
            "java..",
            "javax..",
            "jakarta.json..",
            "jakarta.servlet..",
            "com.github.benmanes.caffeine..",
            "org.jspecify..",
            REDIS_CLIENT)
        .check(CLASSES);
  }

  /** The client is optional: who does not use that store need not have it. */
  @Test
  void redisClient_isSeenByItsStoreAlone() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Redis")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(REDIS_CLIENT)
        .check(CLASSES);
  }

  private static String[] ours(String... names) {
    return Stream.of(names).map(name -> BASE + name).toArray(String[]::new);
  }
}
