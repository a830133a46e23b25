"""What the command line says of the scores."""

from dataclasses import dataclass

from reviewhub.stats.values import Level, Scale


@dataclass(frozen=True, slots=True)
class Asked:
    """What scores mean, the scale they were given on, and the bounds of grades."""

    level: Level = Level.INTERVAL
    scale: Scale | None = None
    cutoffs: tuple[float, ...] = ()

    def allows(self, level: Level) -> bool:
        """Tell whether the scores bear what needs ``level``.

        >>> Asked(Level.ORDINAL).allows(Level.INTERVAL)
        False
        """
        order = tuple(Level)
        return order.index(self.level) >= order.index(level)
