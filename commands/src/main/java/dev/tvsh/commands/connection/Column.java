package dev.tvsh.commands.connection;

/**
 * A column of a result.
 *
 * @param name its heading
 * @param typeOid the OID of its type
 * @param typeModifier what its declaration adds to the type, for example a length; -1 for nothing
 */
public record Column(String name, int typeOid, int typeModifier) {

    /** A column whose type is not declared any closer. */
    public Column(String name, int typeOid) {
        this(name, typeOid, -1);
    }
}
