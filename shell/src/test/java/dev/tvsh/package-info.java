@NullMarked
package dev.tvsh;

import org.jspecify.annotations.NullMarked;
