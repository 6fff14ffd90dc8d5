// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.SetChangeWindow;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up what a scope names, with the eyes of who names it. */
@Component
public final class ScopeReferences {

    private final ConfigurationItemQueries items;
    private final CiClasses classes;
    private final IdentityViews identity;

    ScopeReferences(ConfigurationItemQueries items, CiClasses classes, IdentityViews identity) {
        this.items = items;
        this.classes = classes;
        this.identity = identity;
    }

    /**
     * The scope that somebody asks for. What the scope named before and the principal does not see stays: nobody can take away
     * what one does not know of.
     *
     * @param before null for a new window
     * @throws RefusedException NOT_FOUND for what does not exist or is not visible, INVALID for an item of another kind
     */
    public ChangeWindowScope scope(
            Principal principal, SetChangeWindow.Scope wanted, @Nullable ChangeWindowScope before) {
        return asked(principal, wanted, before == null ? List.of() : List.of(before))
                .over(before);
    }

    /**
     * The scope that somebody asks for, for several windows.
     *
     * @param befores the scopes of all of those windows that there are
     * @throws RefusedException as {@link #scope} says
     */
    public Asked asked(Principal principal, SetChangeWindow.Scope wanted, Collection<ChangeWindowScope> befores) {
        CiClassTree tree = classes.tree(principal);
        List<String> ciIds = distinct(wanted.ciIds());
        List<String> serviceIds = distinct(wanted.serviceIds());
        List<String> siteIds = distinct(wanted.siteIds());
        Map<String, ConfigurationItem> visible = items.byIds(
                principal,
                Stream.concat(
                                Stream.of(ciIds, serviceIds, siteIds),
                                befores.stream().map(ScopeReferences::named))
                        .flatMap(Collection::stream)
                        .collect(Collectors.toSet()));
        Validation validation = new Validation();
        check(ciIds, "Configuration item", "ciIds", visible, _ -> true, "", validation);
        check(
                serviceIds,
                "Service",
                "serviceIds",
                visible,
                item -> tree.isA(item.classKey(), CiClassTree.SERVICE),
                "services",
                validation);
        check(
                siteIds,
                "Site",
                "siteIds",
                visible,
                item -> tree.isPlace(item.classKey()),
                "regions, sites or racks",
                validation);
        List<String> classIds = classIds(distinct(wanted.classIds()), tree, validation);
        List<String> organisationIds = organisationIds(distinct(wanted.organisationIds()), validation);
        validation.refuseIfFailed();
        return new Asked(
                new ChangeWindowScope(
                        Boolean.TRUE.equals(wanted.everything()),
                        ciIds,
                        serviceIds,
                        siteIds,
                        classIds,
                        organisationIds,
                        ChangeWindowRules.blankToNull(wanted.expression())),
                Set.copyOf(visible.keySet()));
    }

    /**
     * What somebody asks for, looked up.
     *
     * @param scope of a new window
     * @param visible which items the principal sees, of those that it and the scopes before name
     */
    public record Asked(ChangeWindowScope scope, Set<String> visible) {

        public Asked {
            visible = Set.copyOf(visible);
        }

        /** The scope of a window that had another before; null if it is new. */
        public ChangeWindowScope over(@Nullable ChangeWindowScope before) {
            if (before == null || scope.everything()) {
                return scope;
            }
            return new ChangeWindowScope(
                    false,
                    over(scope.ciIds(), before.ciIds(), id -> !visible.contains(id)),
                    over(scope.serviceIds(), before.serviceIds(), id -> !visible.contains(id)),
                    over(scope.siteIds(), before.siteIds(), id -> !visible.contains(id)),
                    over(scope.classIds(), before.classIds(), _ -> false),
                    over(scope.organisationIds(), before.organisationIds(), _ -> false),
                    scope.expression());
        }

        /** In the order that it had, so that it has not changed if another order alone is asked for. */
        private static List<String> over(List<String> wanted, List<String> before, Predicate<String> stays) {
            return Stream.concat(before.stream().filter(id -> wanted.contains(id) || stays.test(id)), wanted.stream())
                    .distinct()
                    .toList();
        }
    }

    private static List<String> named(ChangeWindowScope scope) {
        return Stream.of(scope.ciIds(), scope.serviceIds(), scope.siteIds())
                .flatMap(Collection::stream)
                .toList();
    }

    private static void check(
            List<String> ids,
            String what,
            String field,
            Map<String, ConfigurationItem> visible,
            Predicate<ConfigurationItem> fits,
            String kind,
            Validation validation) {
        String[] path = {"input", "scope", field};
        for (String id : ids) {
            ConfigurationItem item = visible.get(id);
            if (item == null) {
                validation.add(RefusedException.absence(what, id, "does not exist", path));
            } else if (!fits.test(item)) {
                validation.add(UserError.of(
                        UserErrorCode.INVALID, field + " must be " + kind + ", not " + item.number() + ".", path));
            }
        }
    }

    private static List<String> classIds(List<String> named, CiClassTree tree, Validation validation) {
        Set<String> found = new LinkedHashSet<>();
        for (String idOrKey : named) {
            Optional<CiClass> ciClass = tree.find(idOrKey);
            ciClass.ifPresentOrElse(
                    one -> found.add(one.id()),
                    () -> validation.add(RefusedException.absence(
                            "Class", idOrKey, "does not exist", new String[] {"input", "scope", "classIds"})));
        }
        return List.copyOf(found);
    }

    private List<String> organisationIds(List<String> named, Validation validation) {
        if (named.isEmpty()) {
            return List.of();
        }
        Set<String> known = identity.organisations(named).keySet();
        for (String id : named) {
            if (!known.contains(id)) {
                validation.add(RefusedException.absence(
                        "Organisation", id, "does not exist", new String[] {"input", "scope", "organisationIds"}));
            }
        }
        return named;
    }

    private static List<String> distinct(@Nullable List<String> ids) {
        return ChangeWindowRules.given(ids).stream().distinct().toList();
    }
}
