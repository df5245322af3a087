package dev.tvsh.commands.connection;

/**
 * A column of a result.
 *
 * @param name its heading
 * @param typeOid the OID of its type
 */
public record Column(String name, int typeOid) {}
