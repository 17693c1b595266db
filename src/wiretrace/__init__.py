"""wiretrace finds copies of a wire's stories and says, rule by rule, whether the credit stayed on."""
