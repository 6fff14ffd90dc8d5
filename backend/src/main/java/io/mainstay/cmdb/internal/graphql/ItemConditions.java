package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.ItemCondition;
import io.mainstay.cmdb.ItemCondition.Operator;
import io.mainstay.cmdb.ItemField;
import io.mainstay.kernel.BadArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the filter of a list, whose form the schema has checked, into a condition. */
final class ItemConditions {

    private static final int MAX_CONDITIONS = 50;
    private static final int MAX_DEPTH = 5;
    private static final int MAX_IN = 100;
    private static final Pattern ATTRIBUTE_KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,59}");

    private final CiClassTree classes;
    private int conditions;

    private ItemConditions(CiClassTree classes) {
        this.classes = classes;
    }

    static ItemCondition of(@Nullable Map<String, Object> filter, CiClassTree classes) {
        return filter == null ? ItemCondition.everything() : new ItemConditions(classes).read(filter, "filter", 1);
    }

    private ItemCondition read(Map<String, Object> filter, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw new BadArgumentException(path, "nested at most " + MAX_DEPTH + " deep");
        }
        List<ItemCondition> all = new ArrayList<>();
        filter.forEach((name, value) -> {
            String at = path + "." + name;
            if (value == null) {
                return;
            }
            all.add(
                    switch (name) {
                        case "and" -> new ItemCondition.All(readEach(value, at, depth));
                        case "or" -> new ItemCondition.Any(readEach(value, at, depth));
                        case "not" -> new ItemCondition.Not(read(map(value), at, depth + 1));
                        case "attribute" -> attribute(map(value), at);
                        case "classId" -> ofClass(map(value), at);
                        default -> compare(field(name), map(value), at);
                    });
        });
        return all.size() == 1 ? all.getFirst() : new ItemCondition.All(all);
    }

    private List<ItemCondition> readEach(Object value, String path, int depth) {
        List<ItemCondition> each = new ArrayList<>();
        for (Object element : (Collection<?>) value) {
            each.add(read(map(element), path + "." + each.size(), depth + 1));
        }
        if (each.isEmpty()) {
            throw new BadArgumentException(path, "a list of at least one condition");
        }
        return each;
    }

    private ItemCondition compare(ItemField field, Map<String, Object> operators, String path) {
        List<ItemCondition> all = new ArrayList<>();
        operators.forEach((name, value) -> {
            Operator operator = operator(name);
            all.add(new ItemCondition.Compare(field, operator, checked(operator, value, path + "." + name)));
        });
        return new ItemCondition.All(all);
    }

    private ItemCondition attribute(Map<String, Object> operators, String path) {
        String key = String.valueOf(operators.get("key"));
        if (!ATTRIBUTE_KEY.matcher(key).matches()) {
            throw new BadArgumentException(path + ".key", "the key of an attribute");
        }
        if (classes.isSecret(key)) {
            throw new BadArgumentException(path + ".key", "the key of an attribute that is not secret");
        }
        List<ItemCondition> all = new ArrayList<>();
        operators.forEach((name, value) -> {
            if (!"key".equals(name)) {
                Operator operator = operator(name);
                Object checked = scalar(checked(operator, value, path + "." + name), path + "." + name);
                all.add(new ItemCondition.CompareAttribute(key, operator, checked));
            }
        });
        if (all.isEmpty()) {
            throw new BadArgumentException(path, "a key with at least one comparison");
        }
        return new ItemCondition.All(all);
    }

    /** A class stands for itself and all classes below it. */
    private ItemCondition ofClass(Map<String, Object> operators, String path) {
        List<ItemCondition> all = new ArrayList<>();
        operators.forEach((name, value) -> {
            Operator operator = operator(name);
            Object checked = checked(operator, value, path + "." + name);
            all.add(
                    switch (operator) {
                        case EQ -> in(List.of(checked), path);
                        case NE -> new ItemCondition.Not(in(List.of(checked), path));
                        case IN -> in((Collection<?>) checked, path);
                        case IS_NULL, CONTAINS, LT, GTE ->
                            new ItemCondition.Compare(ItemField.CLASS, operator, checked);
                    });
        });
        return new ItemCondition.All(all);
    }

    private ItemCondition in(Collection<?> idsOrKeys, String path) {
        List<String> keys = idsOrKeys.stream()
                .map(idOrKey -> classes.find(idOrKey.toString())
                        .map(CiClass::key)
                        .orElseThrow(() -> new BadArgumentException(path, "the id or key of a class")))
                .toList();
        return new ItemCondition.Compare(ItemField.CLASS, Operator.IN, List.copyOf(classes.withDescendants(keys)));
    }

    private Object checked(Operator operator, @Nullable Object value, String path) {
        if (++conditions > MAX_CONDITIONS) {
            throw new BadArgumentException("filter", "at most " + MAX_CONDITIONS + " conditions");
        }
        if (value == null) {
            throw new BadArgumentException(path, "a value; use isNull for what is missing");
        }
        if (operator == Operator.IN && ((Collection<?>) value).size() > MAX_IN) {
            throw new BadArgumentException(path, "at most " + MAX_IN + " values");
        }
        return value;
    }

    private static Object scalar(Object value, String path) {
        return switch (value) {
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case BigDecimal number -> number.doubleValue();
            case String text -> text;
            case Boolean yes -> yes;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            default -> throw new BadArgumentException(path, "a text, a number, or true or false");
        };
    }

    private static ItemField field(String name) {
        return switch (name) {
            case "id" -> ItemField.ID;
            case "number" -> ItemField.NUMBER;
            case "name" -> ItemField.NAME;
            case "lifecycle" -> ItemField.LIFECYCLE;
            case "operationalStatus" -> ItemField.OPERATIONAL_STATUS;
            case "criticality" -> ItemField.CRITICALITY;
            case "ownerId" -> ItemField.OWNER_ID;
            case "managedByTeamId" -> ItemField.MANAGED_BY_TEAM_ID;
            case "supportTeamId" -> ItemField.SUPPORT_TEAM_ID;
            case "organisationId" -> ItemField.ORGANISATION_ID;
            case "confidentialUntil" -> ItemField.CONFIDENTIAL_UNTIL;
            case "createdAt" -> ItemField.CREATED_AT;
            case "updatedAt" -> ItemField.UPDATED_AT;
            default -> throw new IllegalStateException("The schema has a filter that is not read: " + name);
        };
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "eq" -> Operator.EQ;
            case "ne" -> Operator.NE;
            case "in" -> Operator.IN;
            case "contains" -> Operator.CONTAINS;
            case "lt" -> Operator.LT;
            case "gte" -> Operator.GTE;
            case "isNull" -> Operator.IS_NULL;
            default -> throw new IllegalStateException("The schema has an operator that is not read: " + name);
        };
    }

    // The schema has made sure that an input object is here, which GraphQL Java gives as a map by name.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
