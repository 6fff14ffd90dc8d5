// SPDX-License-Identifier: Apache-2.0
package io.mainstay.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.mainstay.MainstayApplication;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.cypher.Cypher;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "io.mainstay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Service methods without a principal, each with the reason why none can be given. */
    private static final Map<String, String> WITHOUT_PRINCIPAL = Map.of();

    private static final Set<String> CLOCK_TYPES = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    @ArchTest
    static final ArchRule useCasesKnowTheirPrincipal = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(areServicesOfCapabilities())
            .should(takePrincipalFirst())
            .allowEmptyShould(true)
            .because("authorisation sits in the use case: it requires a permission of the principal that it is given,"
                    + " whatever way leads to it");

    @ArchTest
    static final ArchRule onlyStoresTalkToNeo4j = noClasses()
            .that()
            .resideOutsideOfPackages("..internal.store..", "io.mainstay.*.store..", "io.mainstay.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.neo4j.driver..", "org.springframework.data.neo4j..", "org.neo4j.cypherdsl..")
            .because("domain and services stay free of the database, so that fakes of the stores test them");

    @ArchTest
    static final ArchRule onlyStoresRunCypher = noClasses()
            .that()
            .resideOutsideOfPackages("..internal.store..", "io.mainstay.*.store..", "io.mainstay.platform..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Cypher.class)
            .because("statements belong to stores");

    @ArchTest
    static final ArchRule onlySearchTalksToElasticsearch = noClasses()
            .that()
            .resideOutsideOfPackages("io.mainstay.search..", "io.mainstay.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("co.elastic.clients..")
            .because("the index is derived from events and can be rebuilt; nothing else may come to depend on it");

    @ArchTest
    static final ArchRule onlyPlatformTalksToQuartz = noClasses()
            .that()
            .resideOutsideOfPackage("io.mainstay.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.quartz..")
            .because("Quartz is only the clock; the truth about what is due is in the graph");

    @ArchTest
    static final ArchRule onlyIdentityTalksToKeycloak = noClasses()
            .that()
            .resideOutsideOfPackage("io.mainstay.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.keycloak..")
            .because("people come from the synchronised graph, so that work goes on while Keycloak is away");

    @ArchTest
    static final ArchRule domainKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("io.mainstay.*.internal")
            .and()
            .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
            .and()
            .areNotAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .and()
            .areNotMetaAnnotatedWith("org.springframework.stereotype.Component")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "graphql..")
            .allowEmptyShould(true)
            .because("the rules of the domain are tested without starting anything");

    @ArchTest
    static final ArchRule timeComesFromClocks = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.mainstay.platform.time.MachineClock")
            .should()
            .callMethodWhere(readsMachineClock())
            .because("tests set the business clock, and leases use the system clock; both are injected");

    @ArchTest
    static final ArchRule nothingIsNullByAccident = classes()
            .should(resideInNullMarkedPackage())
            .because("what may be null says so, and the compiler checks it");

    @ArchTest
    static final ArchRule controllersAreThin = noClasses()
            .that()
            .areAnnotatedWith("org.springframework.stereotype.Controller")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..internal.store..",
                    "io.mainstay.*.store..",
                    "io.mainstay.platform.work..",
                    "io.mainstay.platform.cypher..")
            .because("a controller translates between GraphQL and a service, which alone authorises and writes");

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .that()
            .areNotAssignableTo(MainstayApplication.class)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("logs are structured and carry the request's ids; only a command of the entry point prints");

    private static DescribedPredicate<JavaClass> areServicesOfCapabilities() {
        return DescribedPredicate.describe(
                "are services of a capability",
                type -> type.getSimpleName().endsWith("Service")
                        && type.getPackageName().matches("io\\.mainstay\\.[a-z]+")
                        && !type.getPackageName().equals("io.mainstay.platform"));
    }

    private static ArchCondition<JavaMethod> takePrincipalFirst() {
        return new ArchCondition<>("take the principal as first parameter") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                String name = method.getOwner().getSimpleName() + "." + method.getName();
                boolean first = !method.getRawParameterTypes().isEmpty()
                        && method.getRawParameterTypes().getFirst().isEquivalentTo(Principal.class);
                boolean allowed = WITHOUT_PRINCIPAL.containsKey(name);
                boolean synthetic = method.getModifiers().contains(JavaModifier.SYNTHETIC);
                if (first == allowed && !synthetic) {
                    events.add(SimpleConditionEvent.violated(
                            method,
                            first
                                    ? name + " needs no exception any more"
                                    : name + " has no Principal as first parameter"));
                }
            }
        };
    }

    private static DescribedPredicate<JavaCall<?>> readsMachineClock() {
        return DescribedPredicate.describe("reads the machine's clock", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            return (name.equals("now") && CLOCK_TYPES.contains(owner))
                    || (owner.equals("java.lang.System")
                            && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                    || (owner.equals("java.time.Clock") && name.startsWith("system"))
                    || (owner.equals("java.util.Date")
                            && name.equals("<init>")
                            && call.getTarget().getParameterTypes().isEmpty());
        });
    }

    private static ArchCondition<JavaClass> resideInNullMarkedPackage() {
        return new ArchCondition<>("reside in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
