import kotlin.math.abs

fun answer() = 42
