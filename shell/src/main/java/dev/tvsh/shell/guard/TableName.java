package dev.tvsh.shell.guard;

/**
 * A table as a statement names it.
 *
 * @param schema empty where the statement leaves it to the search path
 */
record TableName(String schema, String name) {

    boolean means(String otherSchema, String otherName) {
        return name.equals(otherName) && (schema.isEmpty() || schema.equals(otherSchema));
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
