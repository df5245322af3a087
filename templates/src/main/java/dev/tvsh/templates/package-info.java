@NullMarked
package dev.tvsh.templates;

import org.jspecify.annotations.NullMarked;
